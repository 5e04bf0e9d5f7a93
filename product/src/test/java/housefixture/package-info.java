/// Small trees of packages, each of which breaks one rule of the house.
package housefixture;
