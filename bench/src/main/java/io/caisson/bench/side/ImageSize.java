package io.caisson.bench.side;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** How large an image is, as a tar archive and compressed as registries hold it. */
final class ImageSize {
    private static final double MEGABYTE = 1e6;

    private ImageSize() {}

    static void measure(Path archive, Samples samples) throws IOException {
        Counter compressed = new Counter();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            Files.copy(archive, out);
        }
        samples.add(new Samples.Key("image", Group.PRODUCT, Metric.SIZE_MB), Files.size(archive) / MEGABYTE);
        samples.add(new Samples.Key("image", Group.PRODUCT, Metric.COMPRESSED_MB), compressed.bytes / MEGABYTE);
    }

    private static final class Counter extends OutputStream {
        long bytes;

        @Override
        public void write(int octet) {
            bytes++;
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            bytes += length;
        }
    }
}
