package dev.kechuang.shared;

import java.util.List;

/**
 * One thing wrong with what somebody entered, said at the place where it stands.
 *
 * @param field name of the form field or JSON property; empty when it concerns the whole
 * @param key message key, looked up in the viewer's language
 * @param args what the message is filled with
 */
public record FieldError(String field, String key, List<Object> args) {

    public static FieldError of(String field, String key, Object... args) {
        return new FieldError(field, key, List.of(args));
    }
}
