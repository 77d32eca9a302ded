package io.caisson.bench.jmh;

import io.caisson.core.docker.Call;
import io.caisson.core.policy.Decision;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parse, resolve, decide, write the target and the audit record: each by itself and all together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepsBenchmark {
    /** Which of {@link Requests} is read. */
    public enum Request {
        PING(Requests.PING),
        LIST(Requests.LIST),
        FILTERED(Requests.FILTERED),
        INSPECT(Requests.INSPECT),
        CREATE(Requests.CREATE);

        private final String text;

        Request(String text) {
            this.text = text;
        }
    }

    @Param
    Request request = Request.PING;

    private final CommonPath path = new CommonPath();
    private byte[] bytes = new byte[0];

    @Setup
    public void prepare() {
        bytes = Requests.bytes(request.text);
        path.all(bytes);
    }

    @Benchmark
    public int parse() {
        return path.parse(bytes);
    }

    @Benchmark
    public Call resolve() {
        return path.resolve();
    }

    @Benchmark
    public Decision decide() {
        return path.decide();
    }

    @Benchmark
    public int writeTarget() {
        return path.writeTarget();
    }

    @Benchmark
    public int writeRecord() {
        return path.writeRecord();
    }

    @Benchmark
    public int all() {
        return path.all(bytes);
    }
}
