package dev.kechuang.file;

import dev.kechuang.shared.access.Viewer;
import java.util.function.BiPredicate;

/**
 * Answers who may read the files attached to things of one sort. A module that attaches files brings a bean; files of
 * an owner without a bean are closed to everybody but the uploader.
 */
public interface FileAccess {

    /** {@code module.thing}, e.g. {@code registry.organisation}. */
    String owner();

    boolean mayRead(Viewer viewer, String reference);

    /** @param mayRead of the viewer and the reference */
    static FileAccess of(String owner, BiPredicate<Viewer, String> mayRead) {
        return new FileAccess() {
            @Override
            public String owner() {
                return owner;
            }

            @Override
            public boolean mayRead(Viewer viewer, String reference) {
                return mayRead.test(viewer, reference);
            }
        };
    }
}
