/**
 * Floor 1. Who did what when: audit entries written in the transaction they describe, sealed into an SM3 hash chain.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "pack"})
package dev.kechuang.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
