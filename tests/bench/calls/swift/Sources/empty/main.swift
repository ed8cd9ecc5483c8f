// What a start costs without us; Foundation comes with the SDK's own sources.

import Foundation
