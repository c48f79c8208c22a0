/**
 * Floor 3. Policies (政策) of the packs, decided for organisations on their confirmed facts.
 *
 * <p>In here: the policies in force, decisions with their reasons, and saved decisions with the facts and the version
 * they were decided on. How a policy is read and decided is the policy engine's; what follows from a decision is the
 * business of the module that asks.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "pack",
            "audit",
            "file",
            "document",
            "identity",
            "record",
            "message",
            "registry"
        })
package dev.kechuang.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
