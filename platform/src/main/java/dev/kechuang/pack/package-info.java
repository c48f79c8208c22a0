/**
 * Floor 1. Definitions as data: loads and validates the packs, keeps their immutable versions, answers for regions,
 * industries, technical fields, the working-day calendar and the dictionary of facts. Nothing that happens lives here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package dev.kechuang.pack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
