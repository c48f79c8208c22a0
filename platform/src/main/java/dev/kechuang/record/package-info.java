/**
 * Floor 1. The record (记录), the atom of every figure: append-only, reversed but never changed, sealed to positions.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "pack", "audit"})
package dev.kechuang.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
