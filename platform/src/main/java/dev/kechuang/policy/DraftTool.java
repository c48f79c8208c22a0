package dev.kechuang.policy;

import java.util.Locale;
import java.util.UUID;

/** A page about a draft that a higher module brings, such as what it would change: a link beside the draft. */
public interface DraftTool {

    /** What the link says. */
    String label(Locale locale);

    /** Local path of the page; asked only for drafts whose text is right. */
    String path(UUID draft);
}
