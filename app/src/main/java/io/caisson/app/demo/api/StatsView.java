package io.caisson.app.demo.api;

import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.ContainerState;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up but steady figures of a container's use of the machine. Used under the world's lock. */
final class StatsView {
    private static final int CORES = SystemApi.CORES;
    private static final long NANOS = 1_000_000_000L;

    private StatsView() {}

    /** @param once whether there is no earlier sample to compare with */
    static JsonObject of(Container container, World world, boolean once) {
        ContainerState state = container.state();
        JsonObject view = new JsonObject().put("name", "/" + state.name()).put("id", container.id());
        if (!state.status().alive()) {
            return view.put("read", ContainerState.NEVER.toString())
                    .put("preread", ContainerState.NEVER.toString())
                    .put("pids_stats", new JsonObject())
                    .put("blkio_stats", blocks(null))
                    .put("num_procs", 0)
                    .put("storage_stats", new JsonObject())
                    .put("cpu_stats", cpu(0, 0))
                    .put("precpu_stats", cpu(0, 0))
                    .put("memory_stats", new JsonObject());
        }
        Instant now = world.now();
        Instant before = now.minusSeconds(1);
        int seed = Math.floorMod(container.id().hashCode(), 1000);
        long seconds = Math.max(0, Duration.between(state.startedAt(), now).toSeconds());
        return view.put("read", now.toString())
                .put("preread", once ? ContainerState.NEVER.toString() : before.toString())
                .put(
                        "pids_stats",
                        new JsonObject()
                                .put(
                                        "current",
                                        1 + world.execs().running(container).size() + seed % 5))
                .put("blkio_stats", blocks(List.of(block("read", seed * 20_000L), block("write", seed * 8_000L))))
                .put("num_procs", 0)
                .put("storage_stats", new JsonObject())
                .put("cpu_stats", cpu(used(state, now, seed), now.getEpochSecond() * NANOS * CORES))
                .put(
                        "precpu_stats",
                        once ? cpu(0, 0) : cpu(used(state, before, seed), before.getEpochSecond() * NANOS * CORES))
                .put("memory_stats", memory(container, seed, seconds))
                .put("networks", new JsonObject().put("eth0", network(seed, seconds)));
    }

    /** Processor time: a share of the time since the start that moves a little. */
    private static long used(ContainerState state, Instant at, int seed) {
        double seconds = Math.max(0, Duration.between(state.startedAt(), at).toMillis() / 1000.0);
        return (long) (NANOS * (0.002 + seed / 100_000.0) * (seconds + 2 + Math.sin(seconds / 3) * 2));
    }

    /** @param system the whole machine's time, or 0 where nothing was measured */
    private static JsonObject cpu(long total, long system) {
        JsonObject view = new JsonObject()
                .put(
                        "cpu_usage",
                        new JsonObject()
                                .put("total_usage", total)
                                .put("usage_in_kernelmode", total / 3)
                                .put("usage_in_usermode", total - total / 3));
        if (system != 0) {
            view.put("system_cpu_usage", system).put("online_cpus", CORES);
        }
        return view.put(
                "throttling_data",
                new JsonObject().put("periods", 0).put("throttled_periods", 0).put("throttled_time", 0));
    }

    private static JsonObject memory(Container container, int seed, long seconds) {
        long limit = container.spec().hostConfig().number("Memory");
        long usage = (4L + seed % 90) << 20;
        return new JsonObject()
                .put("usage", usage + seconds % 60 * 4096)
                .put("stats", new JsonObject().put("inactive_file", 1L << 20).put("anon", usage / 2))
                .put("limit", limit > 0 ? limit : SystemApi.MEMORY_BYTES);
    }

    private static JsonObject blocks(@Nullable List<JsonObject> bytes) {
        JsonObject view = new JsonObject().put("io_service_bytes_recursive", bytes);
        for (String name :
                List.of("io_serviced", "io_queue", "io_service_time", "io_wait_time", "io_merged", "io_time")) {
            view.put(name + "_recursive", null);
        }
        return view.put("sectors_recursive", null);
    }

    private static JsonObject block(String operation, long value) {
        return new JsonObject()
                .put("major", 254)
                .put("minor", 0)
                .put("op", operation)
                .put("value", value);
    }

    private static JsonObject network(int seed, long seconds) {
        return new JsonObject()
                .put("rx_bytes", 2_000 + seconds * (20 + seed % 300))
                .put("rx_packets", 20 + seconds)
                .put("rx_errors", 0)
                .put("rx_dropped", 0)
                .put("tx_bytes", 1_000 + seconds * (10 + seed % 200))
                .put("tx_packets", 10 + seconds)
                .put("tx_errors", 0)
                .put("tx_dropped", 0);
    }
}
