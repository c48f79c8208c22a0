package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.pack.Packs;
import dev.kechuang.pack.TitleKind;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a source's {@code title} stands for: one title, or every title of a group such as {@code rd-institution}. */
@Component
public class TitleSets {

    private final Packs packs;

    public TitleSets(Packs packs) {
        this.packs = packs;
    }

    public List<String> codes(String title) {
        if (packs.titleKinds().byCode(title).isPresent()) return List.of(title);
        return packs.titleKinds().all().stream()
                .filter(kind -> DictionaryChecks.spelling(kind.group()).equals(title))
                .map(TitleKind::code)
                .toList();
    }
}
