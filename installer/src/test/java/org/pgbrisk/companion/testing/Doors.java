package org.pgbrisk.companion.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.pgbrisk.companion.install.Runtime;

/**
 * Every test of the functions in SQL, which are those with the tag {@code sql}, says the same of PL/Java and of the bridge, and of the bridge on
 * every version of PostgreSQL. What does not is named here.
 */
public final class Doors {
    private static final String INSTALLING =
            "installs, looks at or takes out what the runtime has in the database: jar, language, schema sqlj; BridgeTest has the bridge's";

    private static final String BACKEND_JAVA = "is about the Java inside a backend, and with the bridge there is none";

    /**
     * By class, or by class and method, within org.pgbrisk.companion: why it is not run through the bridge, or expects something else of
     * it.
     */
    public static final Map<String, String> DIFFER = new TreeMap<>(Map.ofEntries(
            Map.entry("advice.StandbyTest", "the wire writes, which a standby refuses (25006)"),
            Map.entry(
                    "ContractTest.everyEntryHasItsTypedFunctionAndEveryFunctionItsEntry",
                    "the bridge has the functions of its wire besides"),
            Map.entry(
                    "ContractTest.everyFunctionIsCommentedClosedToPublicAndVolatileWhereItCallsJava",
                    "those of the wire are SECURITY DEFINER where a session must not read the password or the calls"),
            Map.entry("install.RightsTest.aLoginWithoutAnyGrantCanCallNothing", "there is no sqlj to be kept out of"),
            Map.entry(
                    "install.RightsTest.nobodyButTheOwnerCanInstallAJarOrWriteAFunctionInJava",
                    "there are no jars and no language Java"),
            Map.entry("runtime.ShowRuntimeTest.inSqlItShowsTheJavaThatAnswers", "it shows another Java, as it should"),
            Map.entry("install.ChangedSignatureTest", INSTALLING),
            Map.entry("install.DumpTest", INSTALLING),
            Map.entry("install.InstallRefusalsTest.refusesALoginWithoutRightsAndChangesNothing", INSTALLING),
            Map.entry("install.InstallRefusalsTest.refusesTheirSchemaAndLeavesItAlone", INSTALLING),
            Map.entry("install.InstallRefusalsTest.refusesASchemaVersionItDoesNotKnow", INSTALLING),
            Map.entry("install.InstallRefusalsTest.saysHowToNameTheJavaThatPlJavaDoesNotFind", INSTALLING),
            Map.entry("install.InstallRefusalsTest.passesOnWhatTheServerSaysAboutAFailingMigration", INSTALLING),
            Map.entry("install.InstallTest", INSTALLING),
            Map.entry("install.InterruptedUpgradeTest", INSTALLING),
            Map.entry("install.RuntimeSwitchTest", "goes from the one to the other and back"),
            Map.entry("install.StandbyTest", INSTALLING),
            Map.entry("install.TrustTest", INSTALLING),
            Map.entry("install.UninstallTest", INSTALLING),
            Map.entry("install.UpgradeTest", INSTALLING),
            Map.entry("PackagedJarIT.installsAndUninstalls", INSTALLING),
            Map.entry("ReadmeTest.itsStepsLeadToAnInstallationWithNothingWrongOrMissing", INSTALLING),
            Map.entry("status.SituationsTest", INSTALLING),
            Map.entry("status.StatusTest.theSchemaOfSomebodyElseIsRenamedAndThenInstalledBeside", INSTALLING),
            Map.entry("status.StatusTest.aNewerInstallationWantsANewerCompanion", INSTALLING),
            Map.entry("status.SuspectTest.oneFunctionOfSomebodyWithFewerRightsIsEnough", INSTALLING),
            Map.entry("status.SuspectTest.whatSomebodyKeepsBesideOursInTheSchemaDoesNotMatter", INSTALLING),
            Map.entry("status.SuspectTest.aPlJavaOfSomebodyWithFewerRightsIsNotCalled", INSTALLING),
            Map.entry("status.SuspectTest.oursIsNotCalledWhereSomebodyElseSaysWhichClassesItLoads", INSTALLING),
            Map.entry("status.SuspectTest.theOwnerOfPlJavaIsTrustedByThoseWhoAreNoSuperusers", INSTALLING),
            Map.entry("jvm.JvmArchiveTest", BACKEND_JAVA),
            Map.entry("status.OldSessionsTest", BACKEND_JAVA)));

    private Doors() {}

    /** Whether this database has the bridge, for a test that expects something else there. */
    public static boolean inBridge(TestDatabase database, String test) {
        assertTrue(DIFFER.containsKey(test), test + " is not in Doors.DIFFER");
        return database.runtime() == Runtime.bridge;
    }
}
