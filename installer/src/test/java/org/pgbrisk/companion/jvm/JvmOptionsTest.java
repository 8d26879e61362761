package org.pgbrisk.companion.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmOptionsTest {
    private static final JvmOptions RECOMMENDED = JvmOptions.recommended(17, Optional.empty());

    @ParameterizedTest
    @CsvSource({"17, ''", "18, allow", "21, allow", "23, allow", "24, disallow", "25, disallow"})
    void eachJavaGetsTheSecurityManagerThatPlJavaNeedsThere(int java, String manager) {
        var managers = JvmOptions.recommended(java, Optional.empty()).options().stream()
                .filter(option -> option.contains("security.manager"))
                .toList();

        assertEquals(manager.isEmpty() ? List.of() : List.of("-Djava.security.manager=" + manager), managers);
    }

    @Test
    void whatIsRecommendedLacksNothingAndSurvivesItsText() {
        var text = JvmOptions.recommended(25, Optional.of("/data dir/a.jsa"));

        assertEquals(text, JvmOptions.parse(text.text()));
        assertEquals(List.of(), text.lacks(text));
        assertEquals(
                Optional.of("/data dir/a.jsa"), JvmOptions.parse(text.text()).archive());
    }

    @Test
    void anOptionEndsWherePlJavaEndsIt() {
        assertEquals(
                List.of("-Xmx64m", "-Dname=a b", "-Dquoted='x -y'", "-Descaped=x\\ -y", "-Dlast=z"),
                JvmOptions.parse("  -Xmx64m\t-Dname=a \n b  -Dquoted='x -y' -Descaped=x\\ -y -Dlast=z ")
                        .options());
        assertEquals(List.of(), JvmOptions.parse("").options());
        assertEquals(List.of(), JvmOptions.parse(" \n ").options());
        assertEquals(List.of("-Da=\\"), JvmOptions.parse("-Da=\\").options());
    }

    @Test
    void saysInWordsWhatIsMissing() {
        var lacks = JvmOptions.parse("").lacks(RECOMMENDED);

        assertEquals(9, lacks.size(), lacks.toString());
        assertTrue(
                lacks.contains("no -Xmx: each backend may take a quarter of the machine's memory as its heap"),
                lacks.toString());
    }

    @Test
    void nothingRecommendedCanBeMissingUnsaid() {
        var all = JvmOptions.recommended(25, Optional.of("/a.jsa")).options();

        for (var option : all) {
            var enables = option.contains("Unlock")
                    || option.contains("IgnoreUnrecognized")
                    || option.equals("-Xlog:disable");
            var without = new JvmOptions(
                    all.stream().filter(other -> !other.equals(option)).toList());

            assertEquals(enables ? 0 : 1, without.lacks(new JvmOptions(all)).size(), option);
        }
    }

    @Test
    void whatSomebodyDecidedOtherwiseIsNotMissing() {
        var own =
                JvmOptions.parse("-XX:MaxRAMPercentage=2 -Xms32m -XX:+UseG1GC -XX:TieredStopAtLevel=4 -XX:+UsePerfData"
                        + " -XX:ArchiveRelocationMode=1 -XX:TrimNativeHeapInterval=0 -Xmn8m -XX:StringTableSize=65536");

        assertEquals(List.of(), own.lacks(RECOMMENDED));
    }

    @Test
    void whatSomebodySetStaysWhenItIsCompleted() {
        var completed = JvmOptions.parse("-Xmx256m -Dmine=1 -XX:+UseG1GC").completedWith(RECOMMENDED);

        assertEquals(
                List.of("-Xmx256m", "-Dmine=1", "-XX:+UseG1GC"),
                completed.options().subList(0, 3));
        assertFalse(completed.options().contains("-Xmx64m"));
        assertFalse(completed.options().contains("-XX:+UseSerialGC"));
        assertEquals(List.of(), completed.lacks(RECOMMENDED));
        assertEquals(completed, completed.completedWith(RECOMMENDED));
    }

    @Test
    void anArchiveTakesThePlaceOfAnother() {
        var options = RECOMMENDED.withArchive("/a.jsa").withArchive("/b.jsa");

        assertEquals(JvmOptions.recommended(17, Optional.of("/b.jsa")), options);
        assertEquals(
                List.of("no -XX:SharedArchiveFile: each first call reads its classes anew"),
                RECOMMENDED.lacks(options));
    }

    @Test
    void limitedModulesSwitchAnArchiveOff() {
        var limited = JvmOptions.parse("--limit-modules=org.postgresql.pljava.internal -XX:SharedArchiveFile=/a.jsa");

        assertTrue(limited.lacks(JvmOptions.recommended(17, Optional.of("/a.jsa")))
                .contains("--limit-modules switches the archive off"));
    }
}
