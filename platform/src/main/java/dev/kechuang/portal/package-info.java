/**
 * Floor 8. Public pages, the home page of each role, the leader's cockpit, and the page that shows every component in each state.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "pack",
            "pack::yaml",
            "audit",
            "file",
            "identity",
            "record",
            "message",
            "registry",
            "indicator",
            "plan"
        })
package dev.kechuang.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
