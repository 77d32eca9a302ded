package io.caisson.app.json;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Between JSON texts and trees of {@link JsonObject}, lists, strings, numbers, truth values and null. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /**
     * Reads one object.
     *
     * @throws MalformedJson when the text is empty, no JSON, another kind of value, or followed by something
     */
    public static JsonObject readObject(byte[] text) throws MalformedJson {
        if (text.length == 0) {
            throw new MalformedJson("got EOF while reading request body");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Object value = value(parser, parser.nextToken());
            if (hasMore(parser)) {
                throw new MalformedJson("unexpected content after JSON", false);
            }
            if (value instanceof JsonObject object) {
                return object;
            }
        } catch (UnexpectedEndOfInputException cut) {
            throw new MalformedJson("unexpected EOF");
        } catch (JacksonException malformed) {
            throw new MalformedJson(malformed.getOriginalMessage());
        }
        throw new MalformedJson("expected an object");
    }

    private static boolean hasMore(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (JacksonException noJson) {
            return true;
        }
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws MalformedJson {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new MalformedJson("unexpected EOF");
        };
    }

    private static JsonObject object(JsonParser parser) throws MalformedJson {
        JsonObject object = new JsonObject();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws MalformedJson {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    /** Writes a tree, and a line end as the engine's encoder does. */
    public static byte[] write(@Nullable Object tree) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, tree);
        }
        text.write('\n');
        return text.toByteArray();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case JsonObject object -> writeMembers(generator, object.members());
            case Map<?, ?> map -> writeMembers(generator, map);
            case Iterable<?> elements -> {
                generator.writeStartArray();
                elements.forEach(element -> write(generator, element));
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean flag -> generator.writeBoolean(flag);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case Number number -> generator.writeNumber(number.toString());
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private static void writeMembers(JsonGenerator generator, Map<?, ?> members) {
        generator.writeStartObject();
        members.forEach((name, value) -> {
            generator.writeName(String.valueOf(name));
            write(generator, value);
        });
        generator.writeEndObject();
    }
}
