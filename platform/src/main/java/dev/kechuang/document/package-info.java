/**
 * Floor 1. Documents (文书) in official layout and as forms: what a module wants to say as docx, PDF and printable page,
 * and the binding of files to one archive. Knows no business: whoever writes a document brings its words.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package dev.kechuang.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
