package io.caisson.app.demo.api;

import java.time.Duration;

/** Spans of time in the engine's words. */
final class HumanTime {
    private HumanTime() {}

    /** Such as `Less than a second`, `About an hour`, `3 days`. */
    static String of(Duration span) {
        long seconds = span.toSeconds();
        long minutes = span.toMinutes();
        long hours = Math.round(span.toSeconds() / 3600.0);
        if (seconds < 1) {
            return "Less than a second";
        } else if (seconds == 1) {
            return "1 second";
        } else if (seconds < 60) {
            return seconds + " seconds";
        } else if (minutes == 1) {
            return "About a minute";
        } else if (minutes < 60) {
            return minutes + " minutes";
        } else if (hours == 1) {
            return "About an hour";
        } else if (hours < 48) {
            return hours + " hours";
        } else if (hours < 24 * 7 * 2) {
            return hours / 24 + " days";
        } else if (hours < 24 * 30 * 2) {
            return hours / 24 / 7 + " weeks";
        } else if (hours < 24 * 365 * 2) {
            return hours / 24 / 30 + " months";
        }
        return hours / 24 / 365 + " years";
    }
}
