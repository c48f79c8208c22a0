/**
 * Floor 7. Plans (工作要点、行动计划、协议) with their targets and tasks, progress and bulletins (通报), the yearly assessment
 * of units (考核), supervision (督查) and opinions collected from firms (诉求).
 *
 * <p>A target is a bound on an indicator; what an indicator is and what it measures is the business of {@code indicator}.
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
            "indicator"
        })
package dev.kechuang.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
