/**
 * Floor 8. Public pages, the home page of each role, and the page that shows every component in each state.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "pack", "audit", "file", "identity", "record", "message", "registry"})
package dev.kechuang.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
