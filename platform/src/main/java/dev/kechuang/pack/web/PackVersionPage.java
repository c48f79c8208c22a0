package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.PackCatalogue;
import dev.kechuang.pack.internal.PackStore;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What one version changed, line by line. */
public record PackVersionPage(PackHead head, int number, List<PackCatalogue.FileDifference> differences) {

    public String title(Frame frame) {
        return head.title(frame) + " " + frame.t("pack.version.number", number);
    }

    public List<Crumb> crumbs(Frame frame) {
        var pack = head.summary().pack();
        return Stream.concat(
                        head.crumbs(frame).stream(),
                        Stream.of(new Crumb(frame.pick(pack.name(), pack.en()), "/packs/" + pack.id() + "/versions")))
                .toList();
    }

    static String label(Frame frame, PackStore.Change change) {
        return frame.t("pack.change." + change.name().toLowerCase(Locale.ROOT));
    }

    public Tag tag(Frame frame, PackStore.Change change) {
        return new Tag(
                label(frame, change),
                switch (change) {
                    case ADDED -> Tone.PASSED;
                    case CHANGED -> Tone.IN_PROGRESS;
                    case REMOVED -> Tone.FAILED;
                });
    }

    /** Class of a line of a unified difference. */
    public String css(String line) {
        if (line.startsWith("+")) return "added";
        if (line.startsWith("-")) return "removed";
        return line.startsWith("@@") ? "place" : "";
    }
}
