package dev.kechuang.programme.internal.decision;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.programme.internal.definition.Definition;
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
        if (on.equals("track"))
            return definition.tracks().stream()
                    .filter(track -> track.code().equals(code))
                    .findFirst()
                    .map(track -> track.name().in(locale))
                    .orElse(code);
        return codes.technicalField(code)
                .map(field -> locale.getLanguage().equals("en") && !field.en().isEmpty() ? field.en() : field.name())
                .orElse(code);
    }
}
