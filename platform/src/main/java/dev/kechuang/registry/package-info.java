/**
 * Floor 2. Organisations and people the bureau deals with, and the yearly facts that organisations state.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "pack", "audit", "file", "identity", "record", "message"})
package dev.kechuang.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
