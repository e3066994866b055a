package dev.covalent.main;

import dev.covalent.common.PropertyBag;

/** A property bag as the main process holds it: what a renderer sets is seen here at once, and the other way round. */
public interface SharedObject extends PropertyBag {}
