/**
 * Floor 6. Indicators (指标) and their figures: the dictionary of the packs, figures live from records, facts and
 * observations at any place and time, observations with confirmation and revisions, documents read as sources, and the
 * consistency audit over all of them.
 *
 * <p>A figure always knows the evidence of each of its operands. What a figure is wanted for (a target, a report) is the
 * business of the modules above.
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
            "registry"
        })
package dev.kechuang.indicator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
