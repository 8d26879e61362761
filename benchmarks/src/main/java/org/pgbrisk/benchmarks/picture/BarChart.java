package org.pgbrisk.benchmarks.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Pairs of bars over a logarithmic axis, as SVG of a few kilobytes with text that stays text. (The chart libraries that were tried need
 * fonts on the machine, and turn each letter into an outline: half a megabyte a picture.)
 *
 * @param first what the first bar of each pair is
 * @param second what the second is
 */
public record BarChart(String title, String unit, String first, String second, List<Pair> pairs) {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 400;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 70;
    private static final int BOTTOM = 40;
    private static final String GREY = "#9aa5b1";
    private static final String BLUE = "#1f6fb2";

    /** Both above 0. */
    public record Pair(String name, double first, double second) {
        public Pair {
            if (!(first > 0 && second > 0)) {
                throw new IllegalArgumentException(name + ": " + first + " and " + second + " are not both above 0");
            }
        }
    }

    public BarChart {
        pairs = List.copyOf(pairs);
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, svg());
    }

    String svg() {
        var svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" role=\"img\">",
                WIDTH,
                HEIGHT);
        add(svg, "<title>%s</title>", escaped(title));
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        add(svg, "<text x=\"%d\" y=\"26\" font-size=\"17\">%s</text>", LEFT, escaped(title));
        legend(svg, LEFT, GREY, first);
        legend(svg, LEFT + 220, BLUE, second);
        axis(svg);
        double slot = (double) (WIDTH - LEFT - RIGHT) / pairs.size();
        double bar = Math.min(60, slot * 0.4);
        for (int i = 0; i < pairs.size(); i++) {
            var pair = pairs.get(i);
            double middle = LEFT + slot * (i + 0.5);
            bar(svg, middle - bar, bar, GREY, pair.name(), pair.first());
            bar(svg, middle, bar, BLUE, pair.name(), pair.second());
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    middle,
                    HEIGHT - BOTTOM + 20,
                    escaped(pair.name()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void legend(StringBuilder svg, int x, String colour, String text) {
        add(svg, "<rect x=\"%d\" y=\"40\" width=\"14\" height=\"14\" fill=\"%s\"/>", x, colour);
        add(svg, "<text x=\"%d\" y=\"52\">%s</text>", x + 20, escaped(text));
    }

    private void axis(StringBuilder svg) {
        for (int power = lowest(); power <= highest(); power++) {
            double y = y(Math.pow(10, power));
            add(
                    svg,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dde2e8\"/>",
                    LEFT,
                    WIDTH - RIGHT,
                    y,
                    y);
            var label = power < 0 ? Double.toString(Math.pow(10, power)) : format("%,.0f", Math.pow(10, power));
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 4, label);
        }
        add(
                svg,
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2,
                escaped(unit));
    }

    private void bar(StringBuilder svg, double x, double width, String colour, String name, double value) {
        double y = y(value);
        add(
                svg,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s: %s</title></rect>",
                x,
                y,
                width,
                HEIGHT - BOTTOM - y,
                colour,
                escaped(name),
                format("%,.1f", value));
    }

    private double y(double value) {
        double share = (Math.log10(value) - lowest()) / (highest() - lowest());
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    /** Below the least value, so that each bar can be seen. */
    private int lowest() {
        double least = pairs.stream()
                .mapToDouble(pair -> Math.min(pair.first(), pair.second()))
                .min()
                .orElse(1);
        return (int) Math.ceil(Math.log10(least)) - 1;
    }

    private int highest() {
        double most = pairs.stream()
                .mapToDouble(pair -> Math.max(pair.first(), pair.second()))
                .max()
                .orElse(1);
        return Math.max(lowest() + 1, (int) Math.ceil(Math.log10(most)));
    }

    private static void add(StringBuilder svg, String pattern, Object... values) {
        svg.append(format(pattern, values)).append('\n');
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
