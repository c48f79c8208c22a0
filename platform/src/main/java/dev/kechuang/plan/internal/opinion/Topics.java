package dev.kechuang.plan.internal.opinion;

import dev.kechuang.pack.CodeLists;
import java.util.List;
import org.springframework.stereotype.Component;

/** What opinions are about (诉求主题), as the packs list it. */
@Component
public class Topics {

    /** Code of the list in the packs. */
    public static final String LIST = "opinion-topic";

    /** Where an opinion stands until somebody sorts it. */
    static final String OTHER = "other";

    private final CodeLists lists;

    public Topics(CodeLists lists) {
        this.lists = lists;
    }

    public List<CodeLists.Entry> all() {
        return lists.list(LIST);
    }

    List<String> codes() {
        return all().stream().map(CodeLists.Entry::code).toList();
    }

    public String name(String code, boolean english) {
        return all().stream()
                .filter(entry -> entry.code().equals(code))
                .map(entry -> english && !entry.en().isEmpty() ? entry.en() : entry.name())
                .findFirst()
                .orElse(code);
    }
}
