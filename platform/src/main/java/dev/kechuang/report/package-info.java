/**
 * Floor 8. Reports (年度报告) written from templates of the packs whose figures are live references, frozen versions that
 * verify for ever, and yearbook tables (年鉴).
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
            "indicator",
            "plan"
        })
package dev.kechuang.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
