package dev.kechuang.programme.internal.contract;

import dev.kechuang.document.Archive;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.access.Viewer;
import java.util.List;

/**
 * What a stage gives to the archive of an application: documents and files, in the order in which they came about. A bean;
 * ordered by {@code @Order} as the stages are.
 */
public interface ArchivePart {

    /** What the viewer, an officer of the call, may keep of it. */
    List<Archive.Part> parts(Viewer viewer, Application application);
}
