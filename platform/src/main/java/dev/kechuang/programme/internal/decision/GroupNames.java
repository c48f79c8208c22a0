package dev.kechuang.programme.internal.decision;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Words;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What the tracks and technical fields of a programme are called. */
@Component
public class GroupNames {

    private final CodeLists codes;

    public GroupNames(CodeLists codes) {
        this.codes = codes;
    }

    /** @param on {@code track} or {@code field} */
    public String of(Definition definition, String on, String code, Locale locale) {
        return of(definition, on, code).in(locale);
    }

    /** In both languages, for where it is not known in which it is said. */
    Words of(Definition definition, String on, String code) {
        if (on.equals("track"))
            return definition.tracks().stream()
                    .filter(track -> track.code().equals(code))
                    .findFirst()
                    .map(Definition.Track::name)
                    .orElseGet(() -> new Words(code, ""));
        return codes.technicalField(code)
                .map(field -> new Words(field.name(), field.en()))
                .orElseGet(() -> new Words(code, ""));
    }
}
