/**
 * Floor 1. People who log in: accounts, units, roles, sessions, second factor, tokens; makes the {@code Viewer}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "pack", "audit"})
package dev.kechuang.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
