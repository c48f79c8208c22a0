package dev.kechuang.programme.internal.definition;

import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names expressions know fields by: their Chinese labels. */
final class Labels {

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> twice = new HashSet<>();

    Labels(FormDefinition form) {
        for (var section : form.sections()) {
            for (Field field : section.fields()) {
                if (fields.putIfAbsent(field.name().zh(), field) != null) {
                    twice.add(field.name().zh());
                }
            }
        }
    }

    Optional<Field> field(String label) {
        return Optional.ofNullable(fields.get(label));
    }

    /** Whether several fields bear the label, so that it names none. */
    boolean isAmbiguous(String label) {
        return twice.contains(label);
    }

    Set<String> all() {
        return fields.keySet();
    }

    static Optional<Field> column(TableField table, String label) {
        return table.columns().stream()
                .filter(column -> column.name().zh().equals(label))
                .findFirst();
    }
}
