package org.pgbrisk.benchmarks.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BarChartTest {
    @Test
    void isXmlWithABarForEachFigureOneDecadeAsHighAsTheOther() throws Exception {
        var chart = new BarChart("a < b & c", "pages", "without", "with", List.of(new BarChart.Pair("Q1", 1000, 100)));

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.svg())));

        assertEquals("a < b & c", document.getElementsByTagName("title").item(0).getTextContent());
        var rectangles = document.getElementsByTagName("rect");
        double first = height((Element) rectangles.item(rectangles.getLength() - 2));
        double second = height((Element) rectangles.item(rectangles.getLength() - 1));
        assertEquals(2, first / second, .01);
    }

    @Test
    void refusesWhatHasNoLogarithm() {
        var refused = assertThrows(IllegalArgumentException.class, () -> new BarChart.Pair("Q1", 0, 1));

        assertTrue(refused.getMessage().startsWith("Q1: 0.0 and 1.0"), refused.getMessage());
    }

    private static double height(Element rectangle) {
        return Double.parseDouble(rectangle.getAttribute("height"));
    }
}
