package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.terminal.Terminal;
import org.pgbrisk.database.SqlState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgbrisk uninstall}. */
@Command(
        name = "uninstall",
        description = {
            "Takes pgbrisk out of one database, in one transaction. First drops all and rolls back, to list what goes,",
            "and asks; then drops the same again and commits. With --yes it drops once, commits, and lists what went.",
            "Afterwards the catalogs are as before, but for roles that another database still uses; those are named."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  pgbrisk uninstall -d shop", "  pgbrisk uninstall --yes --url postgresql://postgres@db.example/shop"
        })
public final class UninstallCommand extends DatabaseCommand {
    private static final String DONE = "pgbrisk is uninstalled";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--cascade",
            description = "Drop objects that depend on pgbrisk too, for example a view on its functions.")
    private boolean cascade;

    @Override
    protected int run(Connection connection) throws SQLException {
        try {
            return uninstall(connection);
        } catch (SQLException e) {
            if (SqlState.INSUFFICIENT_PRIVILEGE.code().equals(e.getSQLState())) {
                throw Refusal.because(e, "Run it as the role that installed pgbrisk, or as a superuser.");
            }
            throw e;
        } finally {
            connection.rollback();
        }
    }

    private int uninstall(Connection connection) throws SQLException {
        var uninstaller = new Uninstaller(connection, cascade, this::say);
        // Dropped, and rolled back where it has to be asked first: so the list is exactly what happens.
        var planned = uninstaller.remove();
        if (planned.dropped().isEmpty()) {
            out().println("pgbrisk is not installed in database \"" + connection.getCatalog() + "\", nothing to do");
            return ExitCode.FINE;
        }
        if (yes) {
            connection.commit();
            list(planned, true);
            out().println(DONE);
            return ExitCode.FINE;
        }
        connection.rollback();
        list(planned, false);
        if (!confirmed(connection.getCatalog())) {
            out().println("nothing was dropped");
            return ExitCode.REFUSED;
        }
        requireSame(planned, uninstaller.remove());
        connection.commit();
        out().println(DONE);
        return ExitCode.FINE;
    }

    private void list(Removal removal, boolean done) {
        section(done ? "dropped:" : "this drops:", removal.dropped());
        section(done ? "undone elsewhere:" : "undoes elsewhere:", removal.undone());
        section(done ? "kept:" : "keeps:", removal.kept());
        out().flush();
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out().println(title);
            lines.forEach(line -> out().println("  " + line));
        }
    }

    private static boolean confirmed(String database) throws Refusal {
        if (!Terminal.interactive()) {
            throw Refusal.usage(
                    "uninstall asks before it drops anything, and there is no terminal to ask on",
                    "Add --yes when this is what you want.");
        }
        var answer = Terminal.ask("Uninstall pgbrisk from database \"" + database + "\"? (yes/no) ");
        return answer.equalsIgnoreCase("yes") || answer.equalsIgnoreCase("y");
    }

    private static void requireSame(Removal planned, Removal done) throws Refusal {
        if (!done.equals(planned)) {
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "the database changed while the question stood, so nothing was dropped",
                    null,
                    "Run it again and read the list anew.");
        }
    }

    private void say(String line) {
        err().println(line);
        err().flush();
    }
}
