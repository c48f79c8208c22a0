/** What tests of every module share: a database, a viewer of each role, a running application. */
@NullMarked
package dev.kechuang.testing;

import org.jspecify.annotations.NullMarked;
