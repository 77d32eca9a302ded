package io.caisson.core.config.file;

import io.caisson.core.config.Values;
import java.util.Optional;
import java.util.function.Function;

/** Users and groups by name, as the two files of this machine list them; numbers stand for themselves. */
final class Accounts {
    private static final long ID_MAX = 0xffff_fffeL;

    private final Function<String, Optional<String>> files;

    Accounts(Function<String, Optional<String>> files) {
        this.files = files;
    }

    Optional<Long> user(String nameOrNumber) {
        return find("/etc/passwd", nameOrNumber);
    }

    Optional<Long> group(String nameOrNumber) {
        return find("/etc/group", nameOrNumber);
    }

    private Optional<Long> find(String file, String nameOrNumber) {
        Optional<Long> number = Values.number(nameOrNumber, 0, ID_MAX);
        if (number.isPresent()) {
            return number;
        }
        for (String line : files.apply(file).orElse("").split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[0].equals(nameOrNumber)) {
                return Values.number(fields[2], 0, ID_MAX);
            }
        }
        return Optional.empty();
    }
}
