package io.caisson.app.tool.learn;

import io.caisson.app.json.JsonObject;
import io.caisson.core.inspect.CallFacts;

/**
 * One recorded call, read back.
 *
 * @param body the kept fields of its body; empty where there are none
 */
record Sighting(Seen seen, Times times, CallFacts call, JsonObject body) {}
