package io.caisson.core.http;

/**
 * What the content type of a request means for whether it can be judged. The engine cuts the field at the first
 * semicolon, trims it and lowers it by Unicode's rules (Go's {@code mime.ParseMediaType}), so that a letter outside
 * ASCII can become one inside: such a type is a kind of its own and not told apart further.
 */
public enum ContentType {
    /** There is none, or it is empty. */
    ABSENT,
    /** Its fields would override the query. */
    FORM,
    /** {@code multipart/} and anything; its fields would add to the query. */
    MULTIPART,
    /** {@code application/grpc} and whatever follows. */
    GRPC,
    /** It holds bytes outside ASCII, so that the engine may read another type than it seems. */
    UNCLEAR,
    OTHER;

    private static final String FORM_NAME = "application/x-www-form-urlencoded";

    /** Reads the value of a Content-Type field. */
    static ContentType of(byte[] bytes, int start, int end) {
        int cut = start;
        while (cut < end && bytes[cut] != ';') {
            if (bytes[cut] < 0) {
                return UNCLEAR;
            }
            cut++;
        }
        int from = FieldList.skipBlank(bytes, start, cut);
        int to = FieldList.trimBlank(bytes, from, cut);
        if (from == to) {
            return ABSENT;
        }
        if (Octets.equalsIgnoreCase(bytes, from, to, FORM_NAME)) {
            return FORM;
        }
        if (Octets.startsWithIgnoreCase(bytes, from, to, "multipart/")) {
            return MULTIPART;
        }
        return Octets.startsWithIgnoreCase(bytes, from, to, "application/grpc") ? GRPC : OTHER;
    }
}
