/**
 * Floor 1. Uploaded files, stored by digest, distrusted until checked, served with safe headers.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "audit"})
package dev.kechuang.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
