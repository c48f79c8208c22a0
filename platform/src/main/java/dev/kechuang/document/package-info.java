/**
 * Floor 1. Documents in official layout (公文): what a module wants to say as docx, PDF and printable page. Knows no business.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package dev.kechuang.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
