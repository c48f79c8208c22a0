package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What it does to an application that an objection against it is upheld (成立) or a lead proves right (查实). */
public enum ObjectionEffect {
    /** 退出名单: it stands at a notice or an approval. */
    LEAVES("leaves"),
    /** 此前已退出: it was refused, withdrawn or terminated before. */
    GONE("gone"),
    /** 须另行办理: it has gone past approval; termination, revocation or recovery is somebody's to do. */
    BY_HAND("byHand");

    private final String code;

    ObjectionEffect(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    static @Nullable ObjectionEffect typed(@Nullable String code) {
        return Stream.of(values())
                .filter(each -> each.code.equals(code))
                .findFirst()
                .orElse(null);
    }

    static ObjectionEffect on(Application application) {
        return switch (application.status()) {
            case REFUSED, WITHDRAWN, TERMINATED -> GONE;
            case COMPLETED -> BY_HAND;
            case OPEN, RETURNED, HELD ->
                application.stageKind() == Stage.Kind.NOTICE || application.stageKind() == Stage.Kind.APPROVAL
                        ? LEAVES
                        : BY_HAND;
        };
    }
}
