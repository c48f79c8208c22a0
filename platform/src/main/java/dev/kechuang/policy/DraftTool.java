package dev.kechuang.policy;

import java.util.Locale;
import java.util.UUID;

/** A page about a policy or a draft that a higher module brings, such as what it would change: a link beside them. */
public interface DraftTool {

    /** What the link says. */
    String label(Locale locale);

    /** Local path of the page about a draft; asked only for drafts whose text is right. */
    String path(UUID draft);

    /** Local path of the page about a policy as it decides. */
    String pathOf(String policy);
}
