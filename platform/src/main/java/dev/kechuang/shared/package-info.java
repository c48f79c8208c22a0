/**
 * Floor 0. Words every module speaks: money, credit code, period, outcome, page of a list; below it {@code access}
 * (viewer, role, who may call what) and {@code web} (the frame of every page). No business rule of one module lives
 * here, and nothing here reads the database.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package dev.kechuang.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
