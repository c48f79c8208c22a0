package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.Pack;
import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Tab;
import java.util.List;

/**
 * What the pages of one pack have in common.
 *
 * @param path the pack and those it inherits from, the national one first
 * @param tab the current one; empty for the first
 */
public record PackHead(PackCatalogue.Summary summary, List<Pack> path, String tab) {

    public String title(Frame frame) {
        return frame.t(
                "pack.title", frame.pick(summary.pack().name(), summary.pack().en()));
    }

    /** The packs above, as links. */
    public List<Crumb> crumbs(Frame frame) {
        return path.stream()
                .filter(pack -> !pack.id().equals(summary.pack().id()))
                .map(pack -> new Crumb(frame.pick(pack.name(), pack.en()), "/packs/" + pack.id()))
                .toList();
    }

    public List<Tab> tabs(Frame frame) {
        Pack.Content content = summary.content();
        return List.of(
                tab(frame, "", -1),
                tab(
                        frame,
                        "codes",
                        content.industries().size() + content.fields().size()),
                tab(frame, "calendar", content.years().size()),
                tab(frame, "roles", content.roles().size() + content.units().size()),
                tab(frame, "facts", content.facts().size()),
                tab(frame, "titles", content.titles().size()),
                tab(frame, "versions", summary.stored().number()));
    }

    private Tab tab(Frame frame, String name, long count) {
        String base = "/packs/" + summary.pack().id();
        return new Tab(
                frame.t("pack.tab." + (name.isEmpty() ? "regions" : name)),
                name.isEmpty() ? base : base + "/" + name,
                name.equals(tab),
                count);
    }
}
