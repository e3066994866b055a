package dev.covalent.common.observe;

import com.sun.management.ThreadMXBean;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** What the forked JVMs of these tests run: it sends and takes a lot, then may begin to record. */
final class ObservedMain {
    private static final int WARM_UP = 50_000;
    private static final int MEASURED = 100_000;

    private static final Payload PAYLOAD = Payload.of(new byte[] {1, 2, 3});
    private static final Upstream UP = new Upstream.Message("up", PAYLOAD, List.of());
    private static final Downstream DOWN = new Downstream.Message("down", 0, PAYLOAD, List.of());
    private static final Payload ENCODED = DOWN.encode();
    private static final Request REQUEST = new Request.SendSync("request", 1000, PAYLOAD);
    private static final Duration LAG = Duration.ofMillis(1);

    private ObservedMain() {}

    public static void main(String[] args) {
        switch (args[0]) {
            case "allocated" -> System.out.println("allocated " + allocated());
            case "off" -> traffic(1);
            case "later" -> later();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("on " + Observation.isOn());
    }

    private static void later() {
        traffic(1);
        Later.record();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        traffic(WARM_UP);
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        traffic(MEASURED);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void traffic(int times) {
        for (int i = 0; i < times; i++) {
            long arrival = Observation.arrival();
            Observation.sent(UP);
            Observation.sent(ENCODED, 1);
            Observation.handling(UP, 1, arrival).done();
            Observation.handling(DOWN, arrival).done();
            Observation.handling(UP, 1, arrival).denied();
            Observation.handling(DOWN, arrival).unheard();
            Observation.handling(REQUEST, 1, arrival).done();
            Observation.calling(REQUEST).done();
            Observation.asking(UP).done();
            Observation.loopLag("loop", LAG);
        }
    }

    /** Apart, so that a runtime without the recorder can load the rest. */
    private static final class Later {
        static void record() {
            try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
                recording.enable("dev.covalent.Message");
                recording.start();
                traffic(1);
            }
        }
    }
}
