/**
 * Floor 6. What fits whom (政策匹配): every firm's matches with the policies in force, stored for the whole city and kept
 * fresh; the firm's own page, cultivation of firms near a threshold (企业培育), and what is pushed to whom (惠企推送).
 *
 * <p>How a policy decides is the business of {@code policy}; what a match leads to (an application, a title) that of the
 * modules that give it. A stored match is derived: the facts and the rules it was decided on are always at hand.
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
            "fund",
            "programme"
        })
package dev.kechuang.match;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
