/** Pages, documents and JSON of the yearly assessment. */
@NullMarked
package dev.kechuang.plan.web.assess;

import org.jspecify.annotations.NullMarked;
