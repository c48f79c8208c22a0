/**
 * Floor 5. Programmes (科技计划) from guide to archive: calls, applications, review, decision, contracts, acceptance. Knows stages, not programmes.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "pack",
            "pack::yaml",
            "audit",
            "file",
            "document",
            "identity",
            "record",
            "message",
            "registry",
            "policy",
            "fund"
        })
package dev.kechuang.programme;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
