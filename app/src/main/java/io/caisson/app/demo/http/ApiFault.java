package io.caisson.app.demo.http;

/**
 * A request that the engine answers with an error document: {@code {"message": …}} and a status. It is an exception
 * because the engine's own code is: an operation may fail at any depth, and only the outermost caller answers.
 */
public final class ApiFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    public ApiFault(int status, String message) {
        super(message);
        this.status = status;
    }

    public static ApiFault badRequest(String message) {
        return new ApiFault(400, message);
    }

    public static ApiFault forbidden(String message) {
        return new ApiFault(403, message);
    }

    public static ApiFault notFound(String message) {
        return new ApiFault(404, message);
    }

    public static ApiFault conflict(String message) {
        return new ApiFault(409, message);
    }

    public static ApiFault internal(String message) {
        return new ApiFault(500, message);
    }

    public int status() {
        return status;
    }

    /** The text of the error document. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
