package dev.covalent.launcher.cli;

import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.process.ProcessMemory;
import dev.covalent.common.remote.ApplicationSnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.CrashSnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.ProcessUsage;
import dev.covalent.common.remote.ApplicationSnapshot.UtilitySnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.WindowSnapshot;
import dev.covalent.common.remote.InterfaceCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The command {@code covalent ps}. Not thread-safe. */
@Command(
        name = "ps",
        description = {
            "Lists the applications that run, or what one of them consists of.",
            "",
            "Without a name: the running applications of this user, with their names and process ids.",
            "",
            "With a name: the main process, its windows, its utility processes and the spare renderer. UP and CPU are the time that a process has run and used"
                    + " of a processor, MEMORY how much of it is in memory, QUEUED what main has for a renderer that"
                    + " has not taken it yet, REFERENCES how many of main's objects its page holds, CALLBACKS how many functions of"
                    + " its page main holds, and the loop lag how long main's event loop takes to come to its next"
                    + " turn. A window with * behind its id has the focus. No renderer is asked, so that even one that hangs is shown:"
                    + " its STATE is unresponsive"
                    + " once it has not answered for the application's unresponsiveAfter. One that is gone is crashed,"
                    + " with the reason, and the exit code where there is one.",
            "",
            "With --json, references and callbacks are counted for each interface that they were passed as, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent ps",
            "  covalent ps notes",
            "  covalent ps notes --json | jq '.windows[].pid'",
            "  covalent ps notes --json | jq '.windows[].references'"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {ExitStatus.OK, ExitStatus.FAILED, ExitStatus.USAGE},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class PsCommand extends OperatorCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The name of an application.")
    private @Nullable String name;

    @Override
    public Integer call() throws InterruptedException {
        if (name == null) {
            listApplications();
            return ExitCode.OK;
        }
        return attached(name, link -> {
            show(link.port().snapshot().toCompletableFuture().join());
            return ExitCode.OK;
        });
    }

    private void listApplications() {
        RuntimeDirectory directory = RuntimeDirectory.existing();
        List<EndpointDescriptor> running = new EndpointLocator(directory).running();
        Map<Long, Long> memory = ProcessMemory.resident(
                running.stream().map(EndpointDescriptor::pid).toList());
        if (isJson()) {
            printValue(running.stream().map(found -> json(found, memory)).toList());
            return;
        }
        if (running.isEmpty()) {
            note("No application runs here; looked in " + directory.path());
            return;
        }
        Table table = new Table("NAME", "PID", "UP", "MEMORY");
        running.forEach(found -> table.add(
                found.name(),
                Long.toString(found.pid()),
                Quantity.time(upMillis(found)),
                Quantity.bytes(memory.getOrDefault(found.pid(), -1L))));
        table.lines().forEach(this::print);
    }

    private static Map<String, @Nullable Object> json(EndpointDescriptor found, Map<Long, Long> memory) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", found.name());
        json.put("pid", found.pid());
        json.put("upMillis", known(upMillis(found)));
        json.put("residentBytes", memory.get(found.pid()));
        json.put("address", found.address());
        return json;
    }

    private static long upMillis(EndpointDescriptor found) {
        Instant started = found.startInstant();
        return started == null
                ? -1
                : Math.max(0, Duration.between(started, Instant.now()).toMillis());
    }

    private void show(ApplicationSnapshot application) {
        if (isJson()) {
            printValue(json(application));
            return;
        }
        ProcessUsage main = application.usage();
        print(Table.printable(application.name() + " " + application.version()) + ", pid " + main.pid() + ", up "
                + Quantity.time(main.upMillis()) + ", memory " + Quantity.bytes(main.residentBytes()) + ", cpu "
                + Quantity.time(main.cpuMillis()) + ", loop lag " + Quantity.millis(application.loopLag()));
        Table table = new Table(
                "WINDOW",
                "CONTENTS",
                "PID",
                "STATE",
                "UP",
                "CPU",
                "MEMORY",
                "QUEUED",
                "REFERENCES",
                "CALLBACKS",
                "PAGE",
                "TITLE");
        for (WindowSnapshot window : application.windows()) {
            ProcessUsage usage = window.usage();
            table.add(
                    Integer.toString(window.id()) + (window.focused() ? "*" : ""),
                    Integer.toString(window.webContentsId()),
                    usage == null ? "-" : Long.toString(usage.pid()),
                    state(window),
                    Quantity.time(usage == null ? -1 : usage.upMillis()),
                    Quantity.time(usage == null ? -1 : usage.cpuMillis()),
                    Quantity.bytes(usage == null ? -1 : usage.residentBytes()),
                    Quantity.bytes(window.queuedBytes()),
                    Integer.toString(window.references().count()),
                    Integer.toString(window.callbacks().count()),
                    window.page() == null ? "-" : window.page(),
                    window.title());
        }
        table.lines().forEach(this::print);
        showUtilities(application.utilities());
        ProcessUsage spare = application.spare();
        if (spare != null) {
            print("A spare renderer waits for a page: pid " + spare.pid() + ", up " + Quantity.time(spare.upMillis())
                    + ", memory " + Quantity.bytes(spare.residentBytes()) + ", cpu "
                    + Quantity.time(spare.cpuMillis()));
        }
    }

    private static String state(WindowSnapshot window) {
        CrashSnapshot crash = window.crash();
        if (crash == null) {
            return window.state();
        }
        String exitCode = crash.exitCode() < 0 ? "" : ", exit code " + crash.exitCode();
        return window.state() + " (" + crash.reason() + exitCode + ")";
    }

    private void showUtilities(List<UtilitySnapshot> utilities) {
        if (utilities.isEmpty()) {
            return;
        }
        Table table = new Table("UTILITY", "PID", "UP", "CPU", "MEMORY");
        for (UtilitySnapshot utility : utilities) {
            ProcessUsage usage = utility.usage();
            table.add(
                    utility.name(),
                    Long.toString(usage.pid()),
                    Quantity.time(usage.upMillis()),
                    Quantity.time(usage.cpuMillis()),
                    Quantity.bytes(usage.residentBytes()));
        }
        table.lines().forEach(this::print);
    }

    private static Map<String, @Nullable Object> json(ApplicationSnapshot application) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", application.name());
        json.put("version", application.version());
        putUsage(json, application.usage());
        json.put("loopLagMillis", application.loopLag().toNanos() / 1e6);
        List<Object> windows = new ArrayList<>();
        for (WindowSnapshot window : application.windows()) {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("window", window.id());
            each.put("contents", window.webContentsId());
            each.put("page", window.page());
            each.put("title", window.title());
            each.put("state", window.state());
            CrashSnapshot crash = window.crash();
            each.put("reason", crash == null ? null : crash.reason());
            each.put("exitCode", crash == null || crash.exitCode() < 0 ? null : crash.exitCode());
            each.put("focused", window.focused());
            each.put("queuedBytes", window.queuedBytes());
            each.put("references", json(window.references()));
            each.put("callbacks", json(window.callbacks()));
            putUsage(each, window.usage());
            windows.add(each);
        }
        json.put("windows", windows);
        List<Object> utilities = new ArrayList<>();
        for (UtilitySnapshot utility : application.utilities()) {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("name", utility.name());
            putUsage(each, utility.usage());
            utilities.add(each);
        }
        json.put("utilities", utilities);
        ProcessUsage spare = application.spare();
        if (spare == null) {
            json.put("spare", null);
        } else {
            Map<String, @Nullable Object> waiting = new LinkedHashMap<>();
            putUsage(waiting, spare);
            json.put("spare", waiting);
        }
        return json;
    }

    private static Map<String, Object> json(InterfaceCounts held) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", held.count());
        json.put("interfaces", held.interfaces());
        return json;
    }

    private static void putUsage(Map<String, @Nullable Object> json, @Nullable ProcessUsage usage) {
        json.put("pid", usage == null ? null : usage.pid());
        json.put("upMillis", usage == null ? null : known(usage.upMillis()));
        json.put("cpuMillis", usage == null ? null : known(usage.cpuMillis()));
        json.put("residentBytes", usage == null ? null : known(usage.residentBytes()));
    }

    private static @Nullable Long known(long value) {
        return value < 0 ? null : value;
    }
}
