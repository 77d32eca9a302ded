package io.caisson.server.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of tokens, a line each. Whoever reads it learns no secret. It is read again when it has changed; while it
 * cannot be read, or holds a line that means nothing, no token is good.
 */
public final class TokenFile {
    private static final int LINES_MAX = 100_000;
    private static final long BYTES_MAX = 32 << 20;
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 6;

    private final Path path;

    public TokenFile(Path path) {
        this.path = path;
    }

    /** One entry as people may see it. */
    public record Listed(String name, String kind, String until) {}

    /** Which state of the file it is, without reading it; empty where there is none. */
    String state() {
        try {
            var attributes = Files.readAttributes(path, PosixFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (IOException gone) {
            return "";
        }
    }

    /**
     * Everything in it.
     *
     * @throws IOException saying what is wrong with it
     */
    List<TokenEntry> read() throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class);
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("`" + path + "` may be written by everybody; take that right away");
        }
        if (attributes.size() > BYTES_MAX) {
            throw new IOException("`" + path + "` is larger than 32MiB");
        }
        List<TokenEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(path)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Optional<TokenEntry> entry = TokenEntry.parse(line);
            if (entry.isEmpty() || number > LINES_MAX) {
                throw new IOException("line " + number + " of `" + path + "` is no token");
            }
            entries.add(entry.get());
        }
        return entries;
    }

    /** Everything in it that people may see. */
    public List<Listed> list() throws IOException {
        return read().stream()
                .map(entry -> new Listed(entry.name(), entry.isPassword() ? "password" : "token", entry.until()))
                .toList();
    }

    /**
     * Adds a token; what was called by the name before stays good beside it, so that a client can change over.
     *
     * @param expires in milliseconds since the epoch, or {@link Long#MAX_VALUE}
     * @return the secret, which is nowhere else
     */
    public String addToken(String name, long expires) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String key = HexFormat.of().formatHex(id);
        String text = TokenEntry.PREFIX + key + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        add(entry(random, name, key, 1, text, expires));
        return text;
    }

    /** Adds a password in the place of the name's other ones. */
    public void addPassword(String name, String password, long expires) throws IOException {
        List<TokenEntry> entries = new ArrayList<>(existing());
        entries.removeIf(entry -> entry.isPassword() && entry.name().equals(name));
        entries.add(entry(new SecureRandom(), name, "", TokenEntry.PASSWORD_ROUNDS, password, expires));
        write(entries);
    }

    private static TokenEntry entry(
            SecureRandom random, String name, String id, int rounds, String secret, long expires) {
        byte[] salt = new byte[TokenEntry.SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        byte[] hash = TokenEntry.hash(id.isEmpty(), rounds, salt, secret);
        return new TokenEntry(name, id, rounds, base64.encodeToString(salt), base64.encodeToString(hash), expires);
    }

    /** Takes everything away that has the name; answers how much that was. */
    public int revoke(String name) throws IOException {
        List<TokenEntry> entries = new ArrayList<>(read());
        int before = entries.size();
        entries.removeIf(entry -> entry.name().equals(name));
        if (entries.size() < before) {
            write(entries);
        }
        return before - entries.size();
    }

    private void add(TokenEntry entry) throws IOException {
        List<TokenEntry> entries = new ArrayList<>(existing());
        entries.add(entry);
        write(entries);
    }

    private List<TokenEntry> existing() throws IOException {
        try {
            return read();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Writes beside it and moves into place, so that nobody ever reads half of it; its rights and owner stay. */
    private void write(List<TokenEntry> entries) throws IOException {
        StringBuilder text =
                new StringBuilder("# Made by `caisson token`: name, kind, id or rounds, salt, hash, end.\n");
        entries.forEach(entry -> text.append(entry.line()).append('\n'));
        Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path folder = real.getParent();
        if (folder == null) {
            throw new IOException("`" + path + "` is no file");
        }
        Path beside = Files.createTempFile(
                folder,
                ".tokens",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(beside, text);
            if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
                PosixFileAttributes before = Files.readAttributes(real, PosixFileAttributes.class);
                Files.setPosixFilePermissions(beside, before.permissions());
                if (!Files.getOwner(beside).equals(before.owner())) {
                    Files.setOwner(beside, before.owner());
                }
            }
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Entries by what a request names them by: a token by its id, a password by its name. */
    record Index(Map<String, TokenEntry> tokens, Map<String, TokenEntry> passwords) {
        static final Index NONE = new Index(Map.of(), Map.of());

        static Index of(List<TokenEntry> entries) {
            Map<String, TokenEntry> tokens = new LinkedHashMap<>();
            Map<String, TokenEntry> passwords = new LinkedHashMap<>();
            entries.forEach(entry -> (entry.isPassword() ? passwords : tokens)
                    .put(entry.isPassword() ? entry.name() : entry.id(), entry));
            return new Index(tokens, passwords);
        }
    }
}
