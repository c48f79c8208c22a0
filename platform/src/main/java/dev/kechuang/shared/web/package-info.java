/** What every page shares: the frame, forms and their errors, views, problem details. */
@NullMarked
package dev.kechuang.shared.web;

import org.jspecify.annotations.NullMarked;
