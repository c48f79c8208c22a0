/**
 * Floor 3. Policies of the packs, decided for organisations on their confirmed facts.
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
