/** Pages and JSON of schemes and media reports. */
@NullMarked
package dev.kechuang.plan.web.scheme;

import org.jspecify.annotations.NullMarked;
