package dev.kechuang.match.internal.grow;

import dev.kechuang.match.internal.grow.Ladder.Paper;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.policy.Decisions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ladders of the packs, read and checked once at start. A lower pack replaces whole what is marked local above. */
public final class Ladders {

    static final String FOLDER = "cultivation";

    private final Map<String, Ladder> ladders;

    private Ladders(Map<String, Ladder> ladders) {
        this.ladders = ladders;
    }

    /** In the packs' order. */
    public List<Ladder> all() {
        return List.copyOf(ladders.values());
    }

    public Optional<Ladder> find(String id) {
        return Optional.ofNullable(ladders.get(id));
    }

    /** The one with the id, which an entry names. */
    public Ladder get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no ladder " + id));
    }

    /** Reads the packs; {@link dev.kechuang.pack.PackProblems} lists all that is wrong. */
    public static Ladders of(Packs packs, Decisions decisions) {
        var programmes = new HashSet<String>();
        // What is wrong with a programme, its own module tells.
        for (PackDocument document : packs.documents("programmes")) {
            Row top = Row.top(document.place(), document.text(), new ProblemList());
            if (top != null) programmes.add(top.optionalText("id"));
        }
        return read(packs.documents(FOLDER), packs, decisions, programmes);
    }

    static Ladders read(List<PackDocument> documents, Packs packs, Decisions decisions, Set<String> programmes) {
        var problems = new ProblemList();
        var found = new LinkedHashMap<String, Ladder>();
        var local = new HashSet<String>();
        for (PackDocument document : documents) {
            Row top = Row.top(document.place(), document.text(), problems);
            if (top == null) continue;
            boolean replaceable = top.flag("local");
            Ladder ladder = ladder(top, packs, decisions, programmes);
            top.end();
            if (found.containsKey(ladder.id()) && !local.contains(ladder.id())) {
                top.problem(
                        "id",
                        "培育梯队“" + ladder.id() + "”已在上级定义包中，且未标 local",
                        "the ladder \"" + ladder.id() + "\" is defined above and not marked local");
            }
            if (replaceable) local.add(ladder.id());
            else local.remove(ladder.id());
            found.put(ladder.id(), ladder);
        }
        problems.throwIfAny();
        return new Ladders(found);
    }

    private static Ladder ladder(Row top, Packs packs, Decisions decisions, Set<String> programmes) {
        String id = top.text("id");
        if (!id.isEmpty() && !id.matches("[a-z0-9-]{2,40}"))
            top.problem("id", "编号只用小写字母、数字和连字符", "ids have small letters, digits and hyphens only");
        String policy = top.text("policy");
        var version = decisions.find(policy);
        if (version.isEmpty() && !policy.isEmpty())
            top.problem("policy", "没有政策“" + policy + "”", "there is no policy \"" + policy + "\"");
        String title = top.text("title");
        @Nullable TitleKind kind = packs.titleKinds().byCode(title).orElse(null);
        if (!title.isEmpty() && (kind == null || kind.holder() != TitleKind.Holder.ORGANISATION))
            top.problem(
                    "title", "“" + title + "”不是授予单位的称号", "\"" + title + "\" is no title that an organisation holds");
        for (Row.Placed programme : top.placedTexts("programmes")) {
            if (!programmes.contains(programme.text()))
                top.problem(
                        "programmes",
                        "没有计划“" + programme.text() + "”",
                        "there is no programme \"" + programme.text() + "\"");
        }
        var papers = new ArrayList<Paper>();
        for (Row row : top.rows("documents")) {
            var conditions = row.texts("conditions");
            for (String condition : conditions) {
                if (version.isPresent() && version.get().policy().condition(condition) == null)
                    row.problem(
                            "conditions",
                            "政策“" + policy + "”没有条件“" + condition + "”",
                            "the policy \"" + policy + "\" has no condition \"" + condition + "\"");
            }
            papers.add(new Paper(row.text("name"), row.text("en"), conditions, row.optionalText("clause")));
            row.end();
        }
        return new Ladder(id, top.text("name"), top.text("en"), policy, title, top.texts("programmes"), papers);
    }
}
